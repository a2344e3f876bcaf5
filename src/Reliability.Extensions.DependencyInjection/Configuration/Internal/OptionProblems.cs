using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>Collects the problems of options: the setting, its value and the valid range.</summary>
internal sealed class OptionProblems(ReliabilityOptions options)
{
    private readonly List<string> _all = [.. options.Problems];

    public ReliabilityOptions Options => options;

    public IReadOnlyList<string> All => _all;

    public int Count => _all.Count;

    /// <summary>
    /// Adds a problem, unless the setting could not be read: its value is then unknown, and what follows from that is not reported.
    /// </summary>
    public void Add(string setting, string problem)
    {
        if (!options.IsUnreadable(setting))
        {
            _all.Add($"{options.PathOf(setting)}: {problem}");
        }
    }

    /// <summary>Adds a problem of something that no setting declares, once.</summary>
    public void Add(string problem)
    {
        if (!_all.Contains(problem, StringComparer.Ordinal))
        {
            _all.Add(problem);
        }
    }

    public void Range<T>(T value, T min, T max, params ReadOnlySpan<string> setting)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            Add(string.Join(':', setting!), Check.Rejection(value, min, max));
        }
    }

    public void Positive(TimeSpan value, params ReadOnlySpan<string> setting)
    {
        if (value <= TimeSpan.Zero)
        {
            Add(string.Join(':', setting!), Check.PositiveRejection(value));
        }
    }

    /// <summary>Requires a named value, and not one that decides nothing.</summary>
    public void Word<T>(T value, ReadOnlySpan<T> undecided, params ReadOnlySpan<string> setting)
        where T : struct, Enum
    {
        if (Check.WordRejection(value, undecided) is { } rejection)
        {
            Add(string.Join(':', setting!), rejection);
        }
    }

    /// <summary>Adds the exception that reading a setting throws.</summary>
    public void Try(string setting, Func<object> read)
    {
        try
        {
            read();
        }
        catch (ArgumentException e)
        {
            Add(setting, Sentence(e));
        }
    }

    /// <summary>Rejects parts that are added to the options in code, where nothing registers them.</summary>
    public void Registered(string path, int count, string call)
    {
        if (count > options.Taken.GetValueOrDefault(path))
        {
            Add(path, $"only configuration sets it; call {call} in code.");
        }
    }

    /// <summary>Returns the message of an exception without the parameter that .NET appends.</summary>
    public static string Sentence(ArgumentException e)
    {
        int end = string.IsNullOrEmpty(e.ParamName) ? -1 : e.Message.LastIndexOf($" (Parameter '{e.ParamName}')", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).ReplaceLineEndings(" ");
    }
}
