using System.Globalization;

namespace ExperimentSample;

/// <summary>The arguments of a command: <c>--name value</c>, flags, and what stands alone.</summary>
internal sealed class CommandLine
{
    private readonly List<(string Name, string Value)> _values = [];
    private readonly HashSet<string> _flags = new(StringComparer.Ordinal);

    public CommandLine(ReadOnlySpan<string> args, string[] valued, string[] flags)
    {
        for (int i = 0; i < args.Length; i++)
        {
            string arg = args[i];
            if (flags.Contains(arg))
            {
                _flags.Add(arg);
            }
            else if (!arg.StartsWith('-'))
            {
                Operands.Add(arg);
            }
            else if (!valued.Contains(arg))
            {
                throw new UsageException(
                    $"There is no option {Shown.Text(arg)}; the options are {string.Join(", ", valued.Concat(flags))}. See --help.");
            }
            else if (++i == args.Length)
            {
                throw new UsageException($"{arg} needs a value. See --help.");
            }
            else
            {
                _values.Add((arg, args[i]));
            }
        }
    }

    /// <summary>The arguments that are no options.</summary>
    public List<string> Operands { get; } = [];

    public bool Has(string flag) => _flags.Contains(flag);

    /// <summary>The last value given, or <see langword="null"/>.</summary>
    public string? Text(string name) => _values.FindLast(v => v.Name == name).Value;

    public IEnumerable<string> All(string name) => _values.Where(v => v.Name == name).Select(v => v.Value);

    public int Number(string name, int fallback, int least, int most) => Text(name) switch
    {
        null => fallback,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= least
            && number <= most => number,
        var text => throw new UsageException($"{name} is '{Shown.Text(text)}'; it must be a whole number from {least} to {most}."),
    };

    /// <summary>A number by the invariant culture, as <c>0.1</c>.</summary>
    public double Decimal(
        string name,
        double fallback,
        Func<double, bool> isValid,
        string valid) => Text(name) is { } text ? Decimal(name, text, isValid, valid) : fallback;

    public static double Decimal(string name, string text, Func<double, bool> isValid, string valid) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && isValid(number)
            ? number
            : throw new UsageException($"{name} is '{Shown.Text(text)}'; it must be a number {valid}.");

    public void RequireNoOperand()
    {
        if (Operands is [var first, ..])
        {
            throw new UsageException($"'{Shown.Text(first)}' stands alone; the arguments are options and their values. See --help.");
        }
    }
}
