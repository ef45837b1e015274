# What a package holds besides the program and its manual (scanner/cli installs those), and the Debian package itself: cpack -G DEB in a build folder.
include(GNUInstallDirs)

install(FILES "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT documentation)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}"
        RENAME copyright COMPONENT documentation)
# The program has its rules built in; these are for reading and as a start for rules of one's own.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/rules" DESTINATION "${CMAKE_INSTALL_DOCDIR}"
        COMPONENT documentation OPTIONAL FILES_MATCHING PATTERN "*.toml" PATTERN "README.md")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME braque)
set(CPACK_PACKAGE_CONTACT "The braque project <braque@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
include(CPack)
