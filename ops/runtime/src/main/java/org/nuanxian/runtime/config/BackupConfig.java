package org.nuanxian.runtime.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the operator leaves backups, so that somebody is called when none comes.
 *
 * @param directory under which the files are
 * @param within how old the newest one may be
 */
public record BackupConfig(
    @Setting Path directory, @Setting(fallback = "26h", min = "1h") Duration within) {}
