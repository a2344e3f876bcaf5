namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="ExperimentReport"/>.</summary>
internal sealed record StoredReport
{
    public required string Service { get; init; }

    public required string Key { get; init; }

    public required int Revision { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Verdict { get; init; }

    public string? Winner { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public required StoredDesign Design { get; init; }

    public int? Looks { get; init; }

    public required TimeSpan RunningFor { get; init; }

    public StoredSampleRatio? SampleRatio { get; init; }

    public required long Crossed { get; init; }

    public required IReadOnlyList<StoredArmReport> Arms { get; init; }

    public required IReadOnlyList<StoredMetricReport> Metrics { get; init; }

    public static StoredReport Of(ExperimentReport one) => new()
    {
        Service = one.Service,
        Key = one.Key,
        Revision = one.Revision,
        At = one.At,
        Verdict = ExperimentWords.Verdict.Word(one.Verdict),
        Winner = one.Winner,
        Reasons = [.. one.Reasons],
        Design = StoredDesign.Of(one.Design),
        Looks = one.Looks,
        RunningFor = one.RunningFor,
        SampleRatio = one.SampleRatio is { } sampleRatio ? StoredSampleRatio.Of(sampleRatio) : null,
        Crossed = one.Crossed,
        Arms = [.. one.Arms.Select(StoredArmReport.Of)],
        Metrics = [.. one.Metrics.Select(StoredMetricReport.Of)],
    };

    public ExperimentReport ToReport() => new()
    {
        Service = Service,
        Key = Key,
        Revision = Revision,
        At = At,
        Verdict = ExperimentWords.Verdict.Value(Verdict),
        Winner = Winner,
        Reasons = [.. Reasons],
        Design = Design.ToDesign(),
        Looks = Looks,
        RunningFor = RunningFor,
        SampleRatio = SampleRatio?.ToResult(),
        Crossed = Crossed,
        Arms = [.. Arms.Select(item => item.ToArm())],
        Metrics = [.. Metrics.Select(item => item.ToMetric())],
    };
}
