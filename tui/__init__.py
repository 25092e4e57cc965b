"""fredstid's two faces: screens for teams and a command line for one."""
