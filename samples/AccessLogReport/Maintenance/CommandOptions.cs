using System.Globalization;

namespace AccessLogReport.Maintenance;

/// <summary>The <c>--name value</c> pairs of a maintenance command.</summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public CommandOptions(ReadOnlySpan<string> args, params ReadOnlySpan<string> known)
    {
        for (int i = 0; i < args.Length; i += 2)
        {
            if (!known.Contains(args[i]))
            {
                throw new UsageException($"'{args[i]}' is not an option here. The options are {string.Join(", ", known!)}.");
            }

            if (i + 1 == args.Length)
            {
                throw new UsageException($"{args[i]} needs a value.");
            }

            _values[args[i]] = args[i + 1];
        }
    }

    public string Text(string name, string? fallback = null) =>
        _values.GetValueOrDefault(name) ?? fallback ?? throw new UsageException($"{name} is needed.");

    public int Number(string name, int fallback)
    {
        if (!_values.TryGetValue(name, out string? text))
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new UsageException($"{name} must be a whole number above 0, not '{text}'.");
    }
}
