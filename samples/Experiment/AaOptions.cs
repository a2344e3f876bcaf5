using Reliability.Experiments;

namespace ExperimentSample;

/// <summary>What <c>aa</c> asks for.</summary>
internal sealed record AaOptions(int Users, int Replays, string Scheme)
{
    private static readonly string[] Schemes =
    [
        AssignmentScheme.Rendezvous1, AssignmentScheme.Md5Modulo, AssignmentScheme.GrowthBook1, AssignmentScheme.GrowthBook2,
        AssignmentScheme.Unleash1,
        AssignmentScheme.Unleash2, AssignmentScheme.Optimizely1, AssignmentScheme.LaunchDarkly1, AssignmentScheme.LaunchDarklyDouble1,
        AssignmentScheme.PostHog1,
        AssignmentScheme.Flagd1, AssignmentScheme.Flagd2,
    ];

    public static AaOptions Parse(ReadOnlySpan<string> args)
    {
        var line = new CommandLine(args, ["--users", "--replays", "--scheme"], []);
        line.RequireNoOperand();
        string scheme = line.Text("--scheme") ?? AssignmentScheme.Rendezvous1;
        return Schemes.Contains(scheme)
            ? new AaOptions(
                line.Number("--users", 10_000, 100, 1_000_000),
                line.Number("--replays", 1000, 20, AaTestOptions.MaxReplays),
                scheme)
            : throw new UsageException($"--scheme is '{Shown.Text(scheme)}'; it must be one of {string.Join(", ", Schemes)}.");
    }
}
