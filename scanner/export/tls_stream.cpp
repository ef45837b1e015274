// The one file of exporters that knows OpenSSL's TLS.
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>

#include <system_error>

#include "export/socket.hpp"

namespace braque::exporting {
namespace {

/// How long the receiver gets to say that it does not like our certificate.
constexpr int kVerdictMs = 200;

template <auto free_one>
struct Free {
  template <typename T>
  void operator()(T* pointer) const noexcept {
    free_one(pointer);
  }
};
using Context = std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Free<SSL_free>>;

std::string reason() {
  const unsigned long first = ERR_peek_error(), code = ERR_peek_last_error();
  ERR_clear_error();
  // What the system said ("No such file") lies below what the library makes of it ("system lib").
  if (ERR_SYSTEM_ERROR(first)) return std::generic_category().message(ERR_GET_REASON(first));
  if (code == 0) return "the connection broke";
  const char* text = ERR_reason_error_string(code);
  return text == nullptr ? "unknown" : text;
}

Error mend(const std::string& what) {
  return unexpected(ErrorKind::invalid, what + ": " + reason());
}

Result<Context> make_context(const Address& address) {
  Context context(SSL_CTX_new(TLS_client_method()));
  if (!context) return mend("TLS");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_mode(context.get(), SSL_MODE_AUTO_RETRY);
  const bool trusted = address.ca_file.empty()
                           ? SSL_CTX_set_default_verify_paths(context.get()) == 1
                           : SSL_CTX_load_verify_file(context.get(), address.ca_file.c_str()) == 1;
  if (!trusted) return mend("ca_file " + address.ca_file + " cannot be used");
  if (address.certificate_file.empty()) return context;
  if (SSL_CTX_use_certificate_chain_file(context.get(), address.certificate_file.c_str()) != 1)
    return mend("certificate_file " + address.certificate_file + " cannot be used");
  const std::string& key = address.key_file.empty() ? address.certificate_file : address.key_file;
  if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context.get()) != 1)
    return mend("key_file " + key + " cannot be used with that certificate");
  return context;
}

/// The name, or the address, that the certificate must be for; SNI for names.
Result<void> expect_server(SSL* session, const Address& address) {
  const std::string& server = address.server_name.empty() ? address.host : address.server_name;
  X509_VERIFY_PARAM* parameters = SSL_get0_param(session);
  if (X509_VERIFY_PARAM_set1_ip_asc(parameters, server.c_str()) == 1) return {};
  ERR_clear_error();
  if (SSL_set1_host(session, server.c_str()) != 1 ||
      SSL_set_tlsext_host_name(session, server.c_str()) != 1)
    return mend("server name " + server);
  return {};
}

class TlsStream : public Stream {
 public:
  TlsStream(Socket socket, Context context, Session session, std::string name)
      : socket_(std::move(socket)),
        context_(std::move(context)),
        session_(std::move(session)),
        name_(std::move(name)) {}

  Result<void> handshake() {
    SSL_set_fd(session_.get(), socket_.get());
    if (SSL_connect(session_.get()) == 1) return {};
    const long verified = SSL_get_verify_result(session_.get());
    if (verified != X509_V_OK) {
      ERR_clear_error();
      return unexpected(ErrorKind::invalid, name_ + ": its certificate is not accepted: " +
                                                X509_verify_cert_error_string(verified) +
                                                "; mend ca_file or server_name");
    }
    return failure("no TLS connection");
  }

  /// An alert that follows the handshake: our certificate was refused. Tickets for later sessions
  /// are read as well.
  Result<void> verdict() {
    pollfd ready{socket_.get(), POLLIN, 0};
    if (::poll(&ready, 1, kVerdictMs) <= 0) return {};
    SSL_clear_mode(session_.get(), SSL_MODE_AUTO_RETRY);
    char byte = 0;
    const int count = SSL_peek(session_.get(), &byte, 1);
    SSL_set_mode(session_.get(), SSL_MODE_AUTO_RETRY);
    if (count > 0 || SSL_get_error(session_.get(), count) == SSL_ERROR_WANT_READ) {
      ERR_clear_error();
      return {};
    }
    return failure("the receiver refuses the connection (certificate_file)");
  }

  Result<void> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      std::size_t count = 0;
      ERR_clear_error();
      if (SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &count) != 1)
        return failure("the connection broke");
      bytes.remove_prefix(count);
    }
    return {};
  }

  Result<void> finish() override {
    ERR_clear_error();
    if (SSL_shutdown(session_.get()) < 0) return failure("the connection broke");
    // Some receivers close when they read the end of the stream, not when they read close_notify.
    ::shutdown(socket_.get(), SHUT_WR);
    char ignored[512];
    while (true) {
      std::size_t count = 0;
      ERR_clear_error();
      if (SSL_read_ex(session_.get(), ignored, sizeof ignored, &count) == 1) continue;
      const int error = SSL_get_error(session_.get(), 0);
      if (error == SSL_ERROR_ZERO_RETURN) return {};
      // The end of the stream without close_notify: only a receiver with nothing left to read ends
      // it so; one that dies with bytes unread resets the connection.
      const bool end = error == SSL_ERROR_SSL &&
                       ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
      if (end) {
        ERR_clear_error();
        return {};
      }
      return failure("the receiver did not close");
    }
  }

 private:
  Error failure(const char* what) const {
    return unexpected(ErrorKind::io, name_ + ": " + what + ": " + reason());
  }

  Socket socket_;
  Context context_;
  Session session_;
  std::string name_;
};

}  // namespace

Result<std::unique_ptr<Stream>> connect_tls(const Address& address) {
  auto context = make_context(address);
  if (!context) return context.error();
  auto socket = connect_socket(address, SOCK_STREAM);
  if (!socket) return socket.error();
  Session session(SSL_new(context->get()));
  if (!session) return mend("TLS");
  if (auto done = expect_server(session.get(), address); !done) return done.error();
  auto stream = std::make_unique<TlsStream>(std::move(*socket), std::move(*context),
                                            std::move(session), address.host + ":" + address.port);
  if (auto done = stream->handshake(); !done) return done.error();
  if (auto done = stream->verdict(); !done) return done.error();
  return std::unique_ptr<Stream>(std::move(stream));
}

}  // namespace braque::exporting
