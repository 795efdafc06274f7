CREATE TABLE wrappers (id int); CREATE TYPE paper AS ENUM ('thin');
