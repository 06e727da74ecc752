package org.nuanxian.runtime.config;

import java.nio.file.Path;

/**
 * What protects the keys of persons.
 *
 * @param masterKeyFile file outside the database, mode 0600, the same on every node
 */
public record VaultConfig(@Setting Path masterKeyFile) {}
