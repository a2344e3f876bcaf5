using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>
/// The identity of one version of one document. Each write creates a new ETag, so a version never recurs, and the store recognizes a write
/// that is repeated after an ambiguous failure.
/// </summary>
public sealed record ETag
{
    /// <summary>Initializes a new instance of the <see cref="ETag"/> class from the text of an existing ETag.</summary>
    /// <param name="value">The text of the ETag, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not valid.</exception>
    public ETag(string value) => Value = StoreName.Require(value);

    /// <summary>Gets the ETag as text.</summary>
    public string Value { get; }

    /// <summary>Creates a unique ETag.</summary>
    public static ETag New() => new(Guid.NewGuid().ToString("N"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}
