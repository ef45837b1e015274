CREATE TABLE `t` (a int, "b c" text, KEY (a));
INSERT INTO t VALUES (1,'x''y'),(2,f('z'));
