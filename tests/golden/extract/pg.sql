--
-- PostgreSQL database dump
--
COPY public.clients (id, mail) FROM stdin;
1	a@exemple.fr
2	\N
\.
