using Reliability.Releases;

namespace AccessLogReport.Reporting;

/// <summary>Everything that the report shows, for people and for machines.</summary>
internal sealed record LogReport
{
    public required string Log { get; init; }

    public required string Service { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required LogCounts Lines { get; init; }

    public required IReadOnlyList<MalformedLine> MalformedExamples { get; init; }

    public string? Damage { get; init; }

    public required IReadOnlyList<ObjectiveReport> Objectives { get; init; }

    public required GateVerdict Verdict { get; init; }

    public required IReadOnlyList<GateReason> Reasons { get; init; }
}
