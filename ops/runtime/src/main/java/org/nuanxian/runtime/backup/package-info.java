/** Whether backups come, as far as files show it. */
package org.nuanxian.runtime.backup;
