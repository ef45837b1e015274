COPY s.t (a, b) FROM stdin;
1	\N
2	x
\.
