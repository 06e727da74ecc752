/** Ground floor: what every other module stands on, and nothing of the domain. */
package org.nuanxian.runtime;
