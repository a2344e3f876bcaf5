using Reliability.Experiments;

namespace ExperimentSample;

/// <summary>What <c>csv</c> asks for.</summary>
internal sealed record CsvOptions
{
    public required string File { get; init; }

    public string? Control { get; init; }

    public double MinimumEffect { get; init; } = 0.05;

    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    public bool IsFixed { get; init; }

    public bool SkipsBad { get; init; }

    public static CsvOptions Parse(ReadOnlySpan<string> args)
    {
        var line = new CommandLine(args, ["--control", "--minimum-effect", "--weight"], ["--fixed", "--skip-bad"]);
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string weight in line.All("--weight"))
        {
            int at = weight.LastIndexOf('=');
            weights[at > 0
                ? weight[..at]
                : throw new UsageException(
                    $"--weight is '{Shown.Text(weight)}'; it must be a variant and its weight, such as control=9.")] =
                CommandLine.Decimal(
                    "--weight",
                    weight[(at + 1)..],
                    w => w is >= 1e-6 and <= 1e6,
                    "from 0.000001 to 1000000 after the =, such as control=9");
        }

        return new CsvOptions
        {
            File = line.Operands is [var file]
                ? file
                : throw new UsageException($"csv takes one file; there are {line.Operands.Count}. See --help."),
            Control = line.Text("--control"),
            MinimumEffect = line.Decimal(
                "--minimum-effect",
                0.05,
                e => e is > 0 and <= ExperimentMetric.MaxEffect,
                $"above 0 and at most {ExperimentMetric.MaxEffect:0}, such as 0.05"),
            Weights = weights,
            IsFixed = line.Has("--fixed"),
            SkipsBad = line.Has("--skip-bad"),
        };
    }
}
