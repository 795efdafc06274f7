DROP TABLE login_throttles;
DROP TABLE api_keys;
DROP TABLE role_permissions;
DROP TABLE sessions;
DROP TABLE recovery_codes;
DROP TABLE users;
DROP TABLE platform_settings;
