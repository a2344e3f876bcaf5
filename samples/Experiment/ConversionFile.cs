using System.Runtime.InteropServices;
using System.Text;

namespace ExperimentSample;

/// <summary>
/// Reads the columns unit, variant and converted in one pass. A unit counts once, converted when one of its lines says so; met in two
/// variants it is crossed and counts in none, as in an experiment.
/// Memory grows with the number of units and with nothing else.
/// </summary>
internal sealed class ConversionFile
{
    /// <summary>The most variants; more are a sign that columns are mixed up.</summary>
    public const int MaxVariants = 100;

    private const int MaxKeyBytes = 200;
    private const int Examples = 3;
    private const int Crossed = -1;
    private static readonly string[] Names = ["unit", "variant", "converted"];
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _name;
    private readonly bool _skipsBad;

    /// <summary>Of each unit, twice the place of its variant, and one more when it converted; or <see cref="Crossed"/>.</summary>
    private readonly Dictionary<string, int> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _variants = [];
    private readonly List<string> _fields = [];
    private readonly List<BadLine> _badLines = [];
    private int[]? _columns;
    private int _width;
    private long _rows;
    private long _repeated;
    private long _bad;

    private ConversionFile(string name, bool skipsBad)
    {
        _name = name;
        _skipsBad = skipsBad;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="content">Its bytes: UTF-8, with or without a byte order mark; lines end with LF or CR LF.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="skipsBad">Whether a line that is not valid is counted and left out; else it ends the reading.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UsageException">A line is not valid, there are too many variants, or nothing is left to count.</exception>
    public static ConversionCounts Read(Stream content, string name, bool skipsBad, CancellationToken cancellationToken)
    {
        var file = new ConversionFile(name, skipsBad);
        file.ReadAll(new ByteLines(content), cancellationToken);
        return file.Sum();
    }

    private void ReadAll(ByteLines lines, CancellationToken cancellationToken)
    {
        while (lines.TryRead(out ReadOnlySpan<byte> line, out bool isTooLong))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lines.Number == 1)
            {
                line = WithoutMark(line);
            }

            if (!isTooLong && line.Trim(" \t"u8).IsEmpty)
            {
                continue;
            }

            if ((isTooLong ? $"it has more than {ByteLines.MaxBytes} bytes, which is the limit" : Take(line)) is { } fault)
            {
                Reject(lines.Number, fault);
            }

            if (_variants.Count > MaxVariants)
            {
                throw new UsageException(
                    $"{_name}, line {lines.Number}: more than {MaxVariants} variants; the columns are unit, variant, converted.");
            }
        }
    }

    private ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line)
    {
        if (line is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
        {
            throw new UsageException($"{_name} is UTF-16; it must be UTF-8.");
        }

        return line is [0xef, 0xbb, 0xbf, .. var rest] ? rest : line;
    }

    /// <summary>Takes a line, all of it or nothing; what is wrong, or <see langword="null"/>.</summary>
    private string? Take(ReadOnlySpan<byte> line)
    {
        string text;
        try
        {
            text = StrictUtf8.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            return "it is not UTF-8, the only encoding that is read";
        }

        if (CsvFields.Split(text, _fields) is { } fault)
        {
            return fault;
        }

        if (_columns is null)
        {
            int[] named =
            [
                .. Names.Select(name => _fields.FindIndex(field => field.Trim().Equals(name, StringComparison.OrdinalIgnoreCase))),
            ];
            bool isHeader = named.All(place => place >= 0);
            (_columns, _width) = isHeader ? (named, _fields.Count) : ([0, 1, 2], Names.Length);
            if (isHeader)
            {
                return null;
            }
        }

        return _fields.Count == _width
            ? Count(_fields[_columns[0]], _fields[_columns[1]], _fields[_columns[2]])
            : $"it has {Shown.Count(_fields.Count, "column")}; it must have "
                + $"{_width}{(_width == Names.Length ? ": unit, variant, converted, with commas between" : ", as the header has")}";
    }

    private string? Count(string unit, string variant, string converted)
    {
        if (Fault(unit, variant) is { } fault)
        {
            return fault;
        }

        int conversion = converted switch
        {
            "1" => 1,
            "0" => 0,
            _ when converted.Equals("true", StringComparison.OrdinalIgnoreCase) => 1,
            _ when converted.Equals("false", StringComparison.OrdinalIgnoreCase) => 0,
            _ => -1,
        };
        if (conversion < 0)
        {
            return $"converted is '{Shown.Text(converted)}'; it must be 0, 1, true or "
                + $"false{(_rows + _bad == 0 ? ", or a header that names unit, variant and converted" : "")}";
        }

        if (!_places.TryGetValue(variant, out int place))
        {
            _places.Add(variant, place = _variants.Count);
            _variants.Add(variant);
        }

        _rows++;
        ref int state = ref CollectionsMarshal.GetValueRefOrAddDefault(_units, unit, out bool isKnown);
        _repeated += isKnown ? 1 : 0;
        state = !isKnown ? (2 * place) + conversion
            : state == Crossed || state / 2 != place ? Crossed
            : state | conversion;
        return null;
    }

    private static string? Fault(string unit, string variant)
    {
        if (unit.Length == 0)
        {
            return "the unit is empty; it must be an id";
        }

        int bytes = Encoding.UTF8.GetByteCount(variant);
        return bytes is >= 1 and <= MaxKeyBytes && !variant.Any(char.IsControl)
            ? null
            : $"the variant is '{Shown.Text(variant)}'; it must have 1 to {MaxKeyBytes} bytes without control characters";
    }

    private void Reject(long number, string fault)
    {
        if (!_skipsBad)
        {
            throw new UsageException($"{_name}, line {number}: {fault}. Nothing was counted; --skip-bad leaves such lines out.");
        }

        _bad++;
        if (_badLines.Count < Examples)
        {
            _badLines.Add(new BadLine(number, fault));
        }
    }

    private ConversionCounts Sum()
    {
        if (_variants.Count < 2)
        {
            throw new UsageException(
                $"{_name} has {Shown.Count(_variants.Count, "variant")} in {Shown.Count(_rows, "line")} to "
                    + $"count{(_bad > 0 ? $" and {Shown.Count(_bad, "bad line")}" : "")}; it must have 2 to {MaxVariants}.");
        }

        var units = new long[_variants.Count];
        var converted = new long[_variants.Count];
        long crossed = 0;
        foreach (int state in _units.Values)
        {
            if (state == Crossed)
            {
                crossed++;
                continue;
            }

            units[state / 2]++;
            converted[state / 2] += state % 2;
        }

        return new ConversionCounts(
            [.. _variants.Select((variant, i) => new ArmCounts(variant, units[i], converted[i]))],
            _rows,
            _repeated,
            crossed,
            _bad,
            _badLines);
    }
}
