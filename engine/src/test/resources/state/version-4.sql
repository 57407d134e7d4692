-- A state file of schema version 4, as sqlite3's .dump wrote it; its key is that of the tests of migration.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE key_check (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed BLOB NOT NULL
) STRICT;
INSERT INTO key_check VALUES(1,X'01ed2f7959103e977987efb2df88b4f014a491bc63c7802b6a575abf3d82c04e9f71dfa8052f');
CREATE TABLE account (
  login TEXT NOT NULL PRIMARY KEY CHECK (login <> ''),
  access BLOB NOT NULL,
  refresh BLOB,
  expires_at INTEGER NOT NULL,
  config_fingerprint TEXT NOT NULL,
  updated_at INTEGER NOT NULL
, user_id TEXT, user_login TEXT) STRICT;
INSERT INTO account VALUES('alice',X'01426f59a4521defd21f2510b5de85b6a68091f87f1bdc0113e6c9ec17cce1b3b6274c69ede3891548',X'013a526b3d41a0ec7d0789881a8884502dca478a6da5dae69cd1df2313357d7915be7c9187af5044ac4f',1772380800000,'fingerprint',1772366400000,NULL,NULL);
INSERT INTO account VALUES('bob',X'0199f6a5f28f302b9d452ef3d2d3f7744db04b5feb637e7d1d610662efb1d9043d5aea18c9c13a',NULL,9223372036854775807,'',1772366400000,'4711','bobby');
CREATE TABLE channel (
  login TEXT NOT NULL PRIMARY KEY CHECK (login <> ''),
  id TEXT NOT NULL CHECK (id <> ''),
  updated_at INTEGER NOT NULL
) STRICT;
INSERT INTO channel VALUES('room','42',1772366400000);
INSERT INTO channel VALUES('hall','43',1772366400000);
CREATE TABLE memory (
  login TEXT NOT NULL CHECK (login <> ''),
  plugin TEXT NOT NULL CHECK (plugin <> ''),
  key TEXT NOT NULL CHECK (length(key) <= 1024),
  value TEXT NOT NULL CHECK (length(value) <= 1024),
  expires_at INTEGER,
  PRIMARY KEY (login, plugin, key)
) STRICT, WITHOUT ROWID;
INSERT INTO memory VALUES('alice','color','hex','no',1772452800000);
INSERT INTO memory VALUES('alice','color','last','blue',NULL);
INSERT INTO memory VALUES('bob','color','last','it''s red',NULL);
CREATE INDEX memory_by_expiry ON memory (expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE seen (
  login TEXT NOT NULL CHECK (login <> ''),
  seen_at INTEGER NOT NULL,
  ids TEXT NOT NULL,
  PRIMARY KEY (login, seen_at)
) STRICT, WITHOUT ROWID;
INSERT INTO seen VALUES('alice',1772366399000,'["three"]');
INSERT INTO seen VALUES('alice',1772366400000,'["one","say \"two\""]');
INSERT INTO seen VALUES('bob',1772366400000,'["one"]');
COMMIT;
PRAGMA application_id = 1130914157;
PRAGMA user_version = 4;
