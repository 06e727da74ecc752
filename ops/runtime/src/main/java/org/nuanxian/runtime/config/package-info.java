/** What the operator decides: immutable records, read once at start, all mistakes told together. */
package org.nuanxian.runtime.config;
