namespace Reliability.Internal;

/// <summary>How a tag is compared.</summary>
internal enum TagComparison
{
    Equal,
    NotEqual,
    Prefix,
    Present,

    /// <summary>The tag is present and does not begin with the prefix.</summary>
    OtherPrefix,
}
