using Reliability.Debt;
using Reliability.Incidents;

namespace WeeklyReviewSample;

/// <summary>What a review shows.</summary>
internal sealed record Review
{
    public required ImprovementReport Metrics { get; init; }

    public required IncidentDataQuality Quality { get; init; }

    /// <summary>The postmortem of one incident, or <see langword="null"/> without incidents.</summary>
    public Postmortem? Postmortem { get; init; }

    /// <summary>The number of incidents that were read.</summary>
    public required int ReadCount { get; init; }

    /// <summary>The number of those that started in the period.</summary>
    public required int PeriodCount { get; init; }

    /// <summary>The report on debt, or <see langword="null"/> if none is recorded.</summary>
    public DebtReport? Debt { get; init; }
}
