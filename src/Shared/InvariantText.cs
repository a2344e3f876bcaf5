using System.Globalization;
using System.Runtime.CompilerServices;

namespace Reliability.Common.Internal;

/// <summary>
/// Lets an interpolated string be formatted by the invariant culture, also one that is put together from parts. What a check says is
/// formatted only if the check fails.
/// </summary>
[InterpolatedStringHandler]
internal ref struct InvariantText
{
    private DefaultInterpolatedStringHandler _inner;

    public InvariantText(int literalLength, int formattedCount) =>
        _inner = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);

    public InvariantText(int literalLength, int formattedCount, bool valid, out bool isNeeded)
    {
        isNeeded = !valid;
        _inner = isNeeded ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    public void AppendLiteral(string value) => _inner.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _inner.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => _inner.AppendFormatted(value, format);

    public void AppendFormatted(ReadOnlySpan<char> value) => _inner.AppendFormatted(value);

    public override string ToString() => _inner.ToStringAndClear();
}
