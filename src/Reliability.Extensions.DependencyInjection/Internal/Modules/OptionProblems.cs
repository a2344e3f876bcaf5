using System.Globalization;

namespace Reliability.Internal;

/// <summary>Collects the problems of options: the setting, its value and the valid range.</summary>
internal sealed class OptionProblems(ReliabilityOptions options)
{
    private readonly List<string> _all = [.. options.Problems];

    public ReliabilityOptions Options => options;

    public IReadOnlyList<string> All => _all;

    public int Count => _all.Count;

    public void Add(string setting, string problem) => _all.Add($"{options.PathOf(setting)}: {problem}");

    public void Range<T>(T value, T min, T max, params ReadOnlySpan<string> setting)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            Add(string.Join(':', setting!), $"{value} is not legal; legal are {min} to {max}.");
        }
    }

    /// <summary>Requires a named value other than <c>Unknown</c>.</summary>
    public void Defined<T>(T value, params ReadOnlySpan<string> setting)
        where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Where(name => name != "Unknown")];
        if (!names.Contains(value.ToString()))
        {
            Add(string.Join(':', setting!), $"{value} is not legal; legal are {string.Join(", ", names)}.");
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

    /// <summary>Returns the message of an exception without the parameter that .NET appends.</summary>
    private static string Sentence(ArgumentException e)
    {
        int end = string.IsNullOrEmpty(e.ParamName) ? -1 : e.Message.LastIndexOf($" (Parameter '{e.ParamName}')", StringComparison.Ordinal);
        string text = (end < 0 ? e.Message : e.Message[..end]).ReplaceLineEndings(" ");
        return e is ArgumentOutOfRangeException { ActualValue: { } value }
            ? string.Create(CultureInfo.InvariantCulture, $"{value} is not legal. {text}")
            : text;
    }
}
