#include "cli/process.hpp"
#include "cli/program.hpp"

int main(int count, char** words) {
  braque::cli::harden_process();
  return static_cast<int>(braque::cli::run_program({words + 1, words + count}));
}
