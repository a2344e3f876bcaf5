using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>Determines the changes that an experiment allows in its current state.</summary>
internal static class ExperimentRules
{
    /// <summary>The maximum number of changes, which is certain to fit into a document.</summary>
    public const int MaxChanges = 500;

    public static void RequireState(Experiment experiment, string verb, params ReadOnlySpan<ExperimentState> allowed)
    {
        if (!allowed.Contains(experiment.State))
        {
            throw new InvalidOperationException(
                $"Experiment '{experiment.Definition.Key}' is {Text(experiment.State)}; it can be {verb} only while it is "
                + $"{string.Join(" or ", allowed.ToArray().Select(Text))}.");
        }
    }

    public static void RequireApart(Experiment starting, LayerSlice slice, Experiment other)
    {
        bool isUnderWay = other.State is ExperimentState.Running or ExperimentState.Paused or ExperimentState.RolledBack;
        if (isUnderWay && other.Definition.Key != starting.Definition.Key && other.Definition.Layer is { } taken && taken.Overlaps(slice))
        {
            throw new InvalidOperationException(Check.Text(
                $"Experiment '{starting.Definition.Key}' takes {slice.From} to {slice.To} of layer '{slice.Layer}', of which "
                + $"'{other.Definition.Key}' has {taken.From} to {taken.To}; slices of experiments that are under way must not overlap."));
        }
    }

    /// <summary>Returns the reasons why an edit is rejected. The list is empty if the edit is allowed.</summary>
    public static IReadOnlyList<string> Rejections(Experiment seen, ExperimentDefinition next)
    {
        ExperimentDefinition now = seen.Definition;
        if (now.Key != next.Key)
        {
            return [$"An experiment keeps its key '{now.Key}'; the edit has '{next.Key}'."];
        }

        return seen.State switch
        {
            ExperimentState.Draft => [],
            ExperimentState.Concluded => [$"Experiment '{now.Key}' is concluded and can no longer be changed."],
            _ => [.. Kept(now, next)],
        };
    }

    /// <summary>Returns the consequences of the moves of a plan for the experiment, and what the moves do not show.</summary>
    public static IReadOnlyList<string> Notes(Experiment seen, ExperimentDefinition next, AssignmentPlan moves)
    {
        ExperimentDefinition now = seen.Definition;
        string[] targeting = TargetingText(now) == TargetingText(next)
            ? []
            : ["The targeting changes. The moves do not show the effect, because it depends on attributes and not on ids."];
        string[] between = moves.BetweenOldVariants > 0 && next.Scheme != AssignmentScheme.Rendezvous1
            ? [Check.Text(
                $"{moves.BetweenOldVariants} units move between variants that were there before: under '{
                    next.Scheme}', this change moves units of the other variants.")]
            : [];
        string[] crossing = moves.Moved > 0 && !next.IsSticky && seen.StartedAt is not null
            ? [Check.Text(
                $"Of the {moves.Moved} that move, those already exposed are seen in two arms and then count in none; if they are more than {
                    next.Design.MaxCrossedShare:P1} of all, the results are invalid. {nameof(ExperimentDefinition.IsSticky)} with {
                    nameof(TrackedExperiment.ExposeAsync)} keeps them in their variant.")]
            : [];
        return [.. between, .. crossing, .. StickyNotes(now, next), .. targeting];
    }

    /// <summary>Returns the moves between two definitions, by forced units and the draw.</summary>
    public static AssignmentPlan Moves(ExperimentDefinition now, ExperimentDefinition next, IEnumerable<string> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        (AssignmentDefinition before, AssignmentDefinition after) = (now.ToAssignment(), next.ToAssignment());
        (VariantAssigner old, VariantAssigner coming) = (VariantAssigner.Create(before), VariantAssigner.Create(after));
        return AssignmentPlan.Compare(before, after, units.Select(unit => (Given(now, old, unit), Given(next, coming, unit))));
    }

    private static string? Given(ExperimentDefinition definition, VariantAssigner assigner, string unit)
    {
        int place = assigner.Assign(unit);
        return definition.Forced.TryGetValue(unit, out string? forced) ? forced : place < 0 ? null : definition.Variants[place].Key;
    }

    private static string TargetingText(ExperimentDefinition definition) =>
        string.Join('\n', definition.Targeting.Select(rule => $"{rule.Attribute} {rule.Operator} {string.Join('\t', rule.Values)}"));

    private static IReadOnlyList<string> StickyNotes(ExperimentDefinition now, ExperimentDefinition next)
    {
        if (!next.IsSticky)
        {
            return now.IsSticky
                ? ["The experiment would no longer be sticky: units that keep a variant against the draw move, and then count in no arm."]
                : [];
        }

        string[] removed = [.. now.Variants.Select(v => v.Key).Except(next.Variants.Select(v => v.Key), StringComparer.Ordinal)];
        string except = removed.Length == 0
            ? ""
            : $" Only those of '{string.Join("', '", removed)}' move, because it is removed; with weight 0, they would keep it.";
        return
        [
            $"The experiment is sticky: no exposed unit moves where code calls {
                nameof(TrackedExperiment.ExposeAsync)}; the change of the draw affects only other units.{except}",
        ];
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
                yield return $"The {what} of a started experiment stays '{old}', because a change would invalidate its data; "
                    + $"the edit has '{wanted}'. Conclude it and create another.";
            }
        }

        string[] common = [.. now.Variants.Select(v => v.Key).Intersect(next.Variants.Select(v => v.Key), StringComparer.Ordinal)];
        if (now.Scheme != AssignmentScheme.Rendezvous1
            && !common.SequenceEqual(next.Variants.Select(v => v.Key).Where(common.Contains), StringComparer.Ordinal))
        {
            yield return $"The variants of a started experiment keep their order under '{now.Scheme}', "
                + "because another order would reassign nearly all units. Conclude it and create another.";
        }

        if (DecidingPart.TextOf(now) != DecidingPart.TextOf(next))
        {
            yield return "The design, the primary metrics and the guardrails of a started experiment stay, because a change after data has "
                + "arrived would allow choosing the result. Conclude it and create another.";
        }
    }

    private static string Text(ExperimentState state) => state switch
    {
        ExperimentState.Draft => "a draft",
        ExperimentState.Running => "running",
        ExperimentState.Paused => "paused",
        ExperimentState.RolledBack => "rolled back",
        _ => "concluded",
    };
}
