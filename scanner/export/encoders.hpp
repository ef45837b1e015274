// The encoders of the formats' table, each in the file of its name.
#pragma once

#include <map>
#include <string>

#include "export/format.hpp"
#include "model/json_writer.hpp"

namespace braque::exporting {

/// OCSF 1.8.0, class 2006: schema.ocsf.io. Every event is of this class, so that a receiver that
/// keeps one class a stream takes all; what is no finding has activity 99.
class OcsfEncoder : public Encoder {
 public:
  void event(const Event& event, std::string& out) override;
};

/// Elastic Common Schema 9; what it has no field for lies below "Braque".
class EcsEncoder : public Encoder {
 public:
  void event(const Event& event, std::string& out) override;
};

/// The records of `scan --format jsonl`, with what an event is.
class JsonLinesEncoder : public Encoder {
 public:
  void event(const Event& event, std::string& out) override;
};

class CefEncoder : public Encoder {
 public:
  void event(const Event& event, std::string& out) override;
};

class LeefEncoder : public Encoder {
 public:
  void event(const Event& event, std::string& out) override;
};

/// RFC 5424, with OCSF as the message.
class SyslogEncoder : public Encoder {
 public:
  void event(const Event& event, std::string& out) override;

 private:
  OcsfEncoder payload_;
};

class CsvEncoder : public Encoder {
 public:
  void begin(std::string& out) override;
  void event(const Event& event, std::string& out) override;
};

/// One document. Its results are written as they come; the rules that they name, and the ends of
/// runs as invocations, follow after them.
class SarifEncoder : public Encoder {
 public:
  void begin(std::string& out) override;
  void event(const Event& event, std::string& out) override;
  void end(std::string& out) override;

 private:
  struct Rule {
    std::size_t index = 0;
    std::string name, category, gdpr;
    Severity severity = Severity::info;
  };
  std::map<std::string, Rule> rules_;
  std::map<std::string, std::string> bases_;  ///< target to the name of its URI base
  std::string notifications_;
  bool any_result_ = false, successful_ = true;
};

}  // namespace braque::exporting
