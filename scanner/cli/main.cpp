#include "cli/process.hpp"
#include "cli/program.hpp"

int main(int count, char** words) {
  braque::cli::harden_process();
  braque::cli::bound_free_memory();
  return static_cast<int>(braque::cli::run_program({words + 1, words + count}));
}
