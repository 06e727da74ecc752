/** Names of things shared by all modules, and where new names come from. */
package org.nuanxian.runtime.id;
