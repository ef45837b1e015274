# What a package holds besides the programs (scanner/cli and scanner/worker install those), and the Debian package itself: packaging/package,
# or cpack -G DEB in a build folder. Everything that lies in a file is the same for the same sources.
include(GNUInstallDirs)

set(package "${PROJECT_SOURCE_DIR}/packaging")
set(made "${PROJECT_BINARY_DIR}/package")

install(FILES "${PROJECT_SOURCE_DIR}/README.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT documentation)
install(FILES "${package}/deb/copyright" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT documentation)
install(DIRECTORY "${package}/doc/" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT documentation)
install(DIRECTORY "${package}/prometheus" "${package}/siem" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT documentation)
install(FILES "${package}/cron/braque.cron" DESTINATION "${CMAKE_INSTALL_DOCDIR}/examples" COMPONENT documentation)
# The program has its rules built in; these are for reading and as a start for rules of one's own.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/rules" DESTINATION "${CMAKE_INSTALL_DOCDIR}"
        COMPONENT documentation OPTIONAL FILES_MATCHING PATTERN "*.toml" PATTERN "README.md")

install(FILES "${package}/systemd/braque@.service" "${package}/systemd/braque@.timer" "${package}/systemd/braque-deliver.service"
              "${package}/systemd/braque-deliver.timer" DESTINATION /lib/systemd/system COMPONENT system)
install(FILES "${package}/systemd/braque.sysusers" DESTINATION lib/sysusers.d RENAME braque.conf COMPONENT system)
install(FILES "${package}/systemd/braque.tmpfiles" DESTINATION lib/tmpfiles.d RENAME braque.conf COMPONENT system)
install(PROGRAMS "${package}/admin/braque-admin" TYPE SBIN COMPONENT system)
install(FILES "${package}/default/10-local.toml" DESTINATION /etc/braque/conf.d COMPONENT system)
install(FILES "${package}/deb/braque.lintian-overrides" DESTINATION share/lintian/overrides RENAME braque COMPONENT system)

# What the program says about itself. gzip -n: no name, no time.
function(braque_made output)
  add_custom_command(OUTPUT "${made}/${output}" COMMAND sh -c "${ARGN} > '${made}/${output}'" DEPENDS braque VERBATIM)
  set_property(GLOBAL APPEND PROPERTY BRAQUE_MADE "${made}/${output}")
endfunction()
file(MAKE_DIRECTORY "${made}")
braque_made(braque.1.gz "'$<TARGET_FILE:braque>' man | gzip -9n")
braque_made(changelog.gz "gzip -9nc '${package}/deb/changelog'")
braque_made(braque.toml.5.gz "gzip -9nc '${package}/man/braque.toml.5'")
braque_made(braque-admin.8.gz "gzip -9nc '${package}/man/braque-admin.8'")
braque_made(braque.bash "'$<TARGET_FILE:braque>' completion bash")
braque_made(_braque "'$<TARGET_FILE:braque>' completion zsh")
braque_made(braque.fish "'$<TARGET_FILE:braque>' completion fish")
braque_made(braque.schema.json "'$<TARGET_FILE:braque>' config schema")
get_property(made_files GLOBAL PROPERTY BRAQUE_MADE)
add_custom_target(braque_package_files ALL DEPENDS ${made_files})
install(FILES "${made}/braque.1.gz" TYPE MAN RENAME man1/braque.1.gz COMPONENT program)
install(FILES "${made}/braque.toml.5.gz" TYPE MAN RENAME man5/braque.toml.5.gz COMPONENT program)
install(FILES "${made}/braque-admin.8.gz" TYPE MAN RENAME man8/braque-admin.8.gz COMPONENT program)
install(FILES "${made}/changelog.gz" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT documentation)
install(FILES "${made}/braque.bash" DESTINATION share/bash-completion/completions RENAME braque COMPONENT program)
install(FILES "${made}/_braque" DESTINATION share/zsh/vendor-completions COMPONENT program)
install(FILES "${made}/braque.fish" DESTINATION share/fish/vendor_completions.d COMPONENT program)
install(FILES "${made}/braque.schema.json" DESTINATION share/braque COMPONENT program)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME braque)
set(CPACK_PACKAGE_CONTACT "The braque project <braque@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "finds personal and sensitive data at rest")
set(CPACK_PACKAGE_DESCRIPTION "braque reads file shares, archives, documents, mailboxes and databases,
says what personal data lie where, how sure it is and how far it looked, and
keeps an index of findings that holds no value. Each night it tells a SIEM
what is new, changed or gone.")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${package}/deb/postinst;${package}/deb/prerm;${package}/deb/postrm;${package}/deb/conffiles")
include(CPack)
