namespace Reliability.AspNetCore.Internal;

internal sealed record LedgerList(string Service, IReadOnlyList<LedgerEntryResource> Entries);
