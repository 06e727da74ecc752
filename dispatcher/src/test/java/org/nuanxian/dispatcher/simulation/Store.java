package org.nuanxian.dispatcher.simulation;

/** Where a call goes. */
enum Store {
  REDIS,
  POSTGRES
}
