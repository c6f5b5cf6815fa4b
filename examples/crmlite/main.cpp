// crmlite: the command-line program. It uses the library as any other program does, through its public
// headers.
#include "program.hpp"

int main(int argc, char** argv) {
  cli::Program program;
  cli::add_file_commands(program);
  cli::add_customer_commands(program);
  cli::add_contact_point_commands(program);
  cli::add_bulk_commands(program);
  cli::add_field_commands(program);
  cli::add_tag_commands(program);
  cli::add_user_commands(program);
  cli::add_code_commands(program);
  cli::add_history_command(program);
  cli::add_interaction_commands(program);
  cli::add_note_commands(program);
  cli::add_task_commands(program);
  cli::add_attachment_commands(program);
  cli::add_relation_commands(program);
  cli::add_exchange_commands(program);
  return program.run(argc, argv);
}
