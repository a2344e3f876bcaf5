using Reliability.Storage;

namespace Reliability.Debt.Internal;

/// <summary>The matching items of a page of documents, and those that could not be read.</summary>
internal sealed record DebtReadPage(IReadOnlyList<RankedDebt> Items, IReadOnlyList<UnreadableDocument> Unreadable);
