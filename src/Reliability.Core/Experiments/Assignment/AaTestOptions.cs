namespace Reliability.Experiments;

/// <summary>How <see cref="AaTest"/> replays an assignment.</summary>
public sealed record AaTestOptions
{
    /// <summary>The greatest legal <see cref="Replays"/>.</summary>
    public const int MaxReplays = 100_000;

    /// <summary>How often the units are assigned anew, each time under a fresh seed; 20 to <see cref="MaxReplays"/>. Default: 1,000.</summary>
    public int Replays { get; init; } = 1000;

    /// <summary>How many of the replays are held against each other, each with each, 2 to 50. Default: 12, which are 66 pairs.</summary>
    public int Compared { get; init; } = 12;

    /// <summary>The risk of the tests, 0.001 to 0.5. Default: 0.05.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>What the fresh seeds begin with, so that a run can be repeated. Default: <c>aa</c>.</summary>
    public string Seed { get; init; } = "aa";

    /// <summary>
    /// What each unit did, the same in every replay: 1 and 0 for who did it and who did not, or any finite value. Default: one in ten did it, drawn by the unit's id.
    /// </summary>
    public Func<string, double>? Outcome { get; init; }

    internal string? Fault() => this switch
    {
        { Replays: < 20 or > MaxReplays } => $"Replays are 20 to {MaxReplays}; they are {Replays}.",
        { Compared: < 2 or > 50 } => $"Compared replays are 2 to 50; they are {Compared}.",
        { Alpha: not (>= 0.001 and <= 0.5) } => FormattableString.Invariant($"Alpha is 0.001 to 0.5; it is {Alpha}."),
        { Seed: null or "" } => "A seed is not empty.",
        _ => null,
    };
}
