namespace Reliability.Dashboard.Internal;

/// <summary>The numbers of open items of one impact, by effort.</summary>
internal sealed record DebtMatrixRow
{
    public required string Impact { get; init; }

    public required int Low { get; init; }

    public required int Medium { get; init; }

    public required int High { get; init; }
}
