using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>
/// Names one version of one document. Each write brings a new one of its own, so that a version never comes back, and
/// a write that is repeated after an ambiguous failure is recognised.
/// </summary>
public sealed record ETag
{
    /// <summary>Reads an ETag that was handed out before.</summary>
    /// <param name="value">1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not legal.</exception>
    public ETag(string value) => Value = StoreName.Require(value);

    /// <summary>The ETag as text.</summary>
    public string Value { get; }

    /// <summary>An ETag that nobody has.</summary>
    public static ETag New() => new(Guid.NewGuid().ToString("N"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}
