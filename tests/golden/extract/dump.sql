CREATE TABLE `clients` (
  `id` int NOT NULL,
  `mail` varchar(80) DEFAULT NULL,
  PRIMARY KEY (`id`)
);
INSERT INTO `clients` VALUES (1,'a@exemple.fr'),(2,'l\'autre'),(3,NULL);
