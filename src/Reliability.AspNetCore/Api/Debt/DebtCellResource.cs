namespace Reliability.AspNetCore.Internal;

internal sealed record DebtCellResource(string Impact, string Effort, int Count);
