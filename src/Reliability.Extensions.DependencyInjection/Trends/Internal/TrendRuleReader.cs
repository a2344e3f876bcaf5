using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.Internal;

/// <summary>Turns configured trend rules into those of the core.</summary>
internal static class TrendRuleReader
{
    /// <summary>Returns the parts that can be wrong, each with the setting that it reads.</summary>
    public static IEnumerable<(string Setting, Func<object> Read)> Parts(TrendRuleOptions options)
    {
        yield return (nameof(options.Over), () => new TrendRule { Days = Days(options.Over) });
        yield return (nameof(options.Severity), () => new TrendRule { Severity = options.Severity });
        yield return (nameof(options.ResolveAfter), () => new TrendRule { ResolveAfterDays = Days(options.ResolveAfter) });
        yield return (nameof(options.AtGate), () => new TrendRule { AtGate = options.AtGate });
    }

    /// <summary>Adds what is wrong with the rule of a metric or an objective, if it has one.</summary>
    public static void Validate(OptionProblems problems, string path, TrendRuleOptions? options)
    {
        if (options is null)
        {
            return;
        }

        foreach ((string setting, Func<object> read) in Parts(options))
        {
            problems.Try($"{path}:{nameof(MetricOptions.TrendRule)}:{setting}", read);
        }
    }

    public static TrendRule? Read(TrendRuleOptions? options) => options is null ? null : new TrendRule
    {
        Days = Days(options.Over),
        Severity = options.Severity,
        ResolveAfterDays = Days(options.ResolveAfter),
        AtGate = options.AtGate,
    };

    private static int Days(TimeSpan time)
    {
        Check.That(time.Ticks % TimeSpan.TicksPerDay == 0, time, "The value must be whole days, such as 90.00:00:00.", nameof(time));
        return (int)time.TotalDays;
    }
}
