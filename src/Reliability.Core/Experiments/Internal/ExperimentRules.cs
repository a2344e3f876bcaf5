namespace Reliability.Experiments.Internal;

/// <summary>What may be done to an experiment as it stands.</summary>
internal static class ExperimentRules
{
    /// <summary>More changes than this do not fit into a document for sure.</summary>
    public const int MaxChanges = 500;

    public static void RequireState(Experiment experiment, string verb, params ReadOnlySpan<ExperimentState> legal)
    {
        if (!legal.Contains(experiment.State))
        {
            throw new InvalidOperationException($"Experiment '{experiment.Definition.Key}' is {Text(experiment.State)}; it can be {verb} only while it is {string.Join(" or ", legal.ToArray().Select(Text))}.");
        }
    }

    /// <summary>Why an edit is refused; empty when it is legal.</summary>
    public static IReadOnlyList<string> Refusals(Experiment seen, ExperimentDefinition next)
    {
        ExperimentDefinition now = seen.Definition;
        if (now.Key != next.Key)
        {
            return [$"An experiment keeps its key '{now.Key}'; the edit says '{next.Key}'."];
        }

        return seen.State switch
        {
            ExperimentState.Draft => [],
            ExperimentState.Concluded => [$"Experiment '{now.Key}' is concluded and does not change any more."],
            _ => [.. Kept(now, next)],
        };
    }

    private static IEnumerable<string> Kept(ExperimentDefinition now, ExperimentDefinition next)
    {
        (string What, object? Now, object? Next)[] kept =
        [
            ("seed", now.Seed ?? now.Key, next.Seed ?? next.Key),
            ("scheme", now.Scheme, next.Scheme),
            ("layer", now.Layer, next.Layer),
            ("control", now.ControlKey, next.ControlKey),
        ];
        foreach ((string what, object? old, object? wanted) in kept)
        {
            if (!Equals(old, wanted))
            {
                yield return $"The {what} of a started experiment stays '{old}', since another would make its data worthless; the edit says '{wanted}'. Conclude it and create another.";
            }
        }
    }

    private static string Text(ExperimentState state) => state switch
    {
        ExperimentState.Draft => "a draft",
        ExperimentState.Running => "running",
        ExperimentState.Paused => "paused",
        _ => "concluded",
    };
}
