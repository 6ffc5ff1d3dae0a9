import type { Component, InjectionKey } from 'vue'

/**
 * recordParts are what a domain adds to the page of a record, by register: its
 * steps and its course. Such a part takes the prop view (RecordView), and emits
 * changed when it has changed the record.
 */
export const recordParts: InjectionKey<Record<string, Component>> = Symbol('recordParts')

/**
 * ledgerParts are what a domain adds to the tools of a ledger, by register. Such a
 * part emits changed when it has changed records of the ledger.
 */
export const ledgerParts: InjectionKey<Record<string, Component>> = Symbol('ledgerParts')

/** recordHomes are pages besides the ledgers from which a record is opened: back leads there again. */
export const recordHomes = ['/matters', '/visits', '/life', '/today']
