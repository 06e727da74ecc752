import type { components } from './schema';

// Short names for the types that are generated from the contract.

type Schemas = components['schemas'];

export type Line = Schemas['Line'];
export type SafetyNumber = Schemas['SafetyNumber'];
export type OpenContact = Schemas['OpenContact'];
export type About = Schemas['About'];
export type Opened = Schemas['Opened'];
export type ContactView = Schemas['ContactView'];
export type State = Schemas['State'];
export type Stage = Schemas['Stage'];
export type Level = Schemas['Level'];
export type Outcome = Schemas['Outcome'];
export type Entry = Schemas['Entry'];
export type Me = Schemas['Me'];
export type Presence = Schemas['Presence'];
export type HeldContact = Schemas['HeldContact'];
export type Offer = Schemas['Offer'];
export type Escalation = Schemas['Escalation'];
export type Queue = Schemas['Queue'];
export type Welcome = Schemas['Welcome'];
export type WrapUpRecord = Schemas['Record'];
export type Team = Schemas['Team'];
export type Problem = Schemas['Problem'];
export type Ack = Schemas['Ack'];
export type ErrorFrame = Schemas['ErrorFrame'];
export type SeekerHears = Schemas['SeekerHears'];
export type ConsoleHears = Schemas['ConsoleHears'];
export type SeekerSays = Schemas['SeekerSays'];
export type ConsoleSays = Schemas['ConsoleSays'];
export type SetUp = Schemas['SetUp'];
export type StandingText = Schemas['StandingText'];
export type TextChange = Schemas['TextChange'];
export type DirectoryNumber = Schemas['DirectoryNumber'];
export type CodedList = Schemas['CodedList'];
export type Account = Schemas['Account'];
export type Role = Schemas['Role'];
export type ByWhom = Schemas['ByWhom'];
export type Board = Schemas['Board'];
export type Seat = Schemas['Seat'];
export type AlertChannel = Schemas['AlertChannel'];
export type Ladder = Schemas['Ladder'];
export type Ladders = Schemas['Ladders'];
export type LadderStep = Schemas['LadderStep'];
export type LadderPreview = Schemas['LadderPreview'];
export type ContactWays = Schemas['ContactWays'];
