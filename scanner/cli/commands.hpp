// The functions behind the table of commands, each in its cmd_*.cpp.
#pragma once

#include "cli/command.hpp"

namespace braque::cli {

ExitCode scan(Invocation& invocation);
ExitCode detect(Invocation& invocation);
ExitCode extract(Invocation& invocation);
ExitCode sources_grants(Invocation& invocation);
ExitCode formats(Invocation& invocation);
ExitCode findings(Invocation& invocation);
ExitCode items(Invocation& invocation);
ExitCode issues(Invocation& invocation);
ExitCode columns(Invocation& invocation);
ExitCode runs(Invocation& invocation);
ExitCode subject(Invocation& invocation);
ExitCode impact(Invocation& invocation);
ExitCode explain(Invocation& invocation);
ExitCode report_accuracy(Invocation& invocation);
ExitCode report_duplicates(Invocation& invocation);
ExitCode report_html(Invocation& invocation);
ExitCode report_owners(Invocation& invocation);
ExitCode report_exposure(Invocation& invocation);
ExitCode report_register(Invocation& invocation);
ExitCode report_retention(Invocation& invocation);
ExitCode report_trend(Invocation& invocation);
ExitCode suppress_add(Invocation& invocation);
ExitCode suppress_list(Invocation& invocation);
ExitCode suppress_end(Invocation& invocation);
ExitCode triage(Invocation& invocation);
ExitCode baseline_write(Invocation& invocation);
ExitCode baseline_show(Invocation& invocation);
ExitCode audit_list(Invocation& invocation);
ExitCode audit_verify(Invocation& invocation);
ExitCode purge(Invocation& invocation);
ExitCode backup(Invocation& invocation);
ExitCode keys_rotate(Invocation& invocation);
ExitCode runs_diff(Invocation& invocation);
ExitCode rules_list(Invocation& invocation);
ExitCode rules_show(Invocation& invocation);
ExitCode rules_check(Invocation& invocation);
ExitCode rules_explain(Invocation& invocation);
ExitCode edm_build(Invocation& invocation);
ExitCode export_events(Invocation& invocation);
ExitCode export_to(Invocation& invocation);
ExitCode export_status(Invocation& invocation);
ExitCode night(Invocation& invocation);
ExitCode init(Invocation& invocation);
ExitCode config_check(Invocation& invocation);
ExitCode config_schema(Invocation& invocation);
ExitCode print_metrics(Invocation& invocation);
ExitCode doctor(Invocation& invocation);
ExitCode config_show(Invocation& invocation);
ExitCode print_completion(Invocation& invocation);
ExitCode print_manual(Invocation& invocation);

}  // namespace braque::cli
