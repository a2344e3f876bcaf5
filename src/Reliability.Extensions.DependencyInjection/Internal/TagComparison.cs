namespace Reliability.Internal;

/// <summary>How a tag is compared.</summary>
internal enum TagComparison
{
    Equal,
    NotEqual,
    Prefix,
    Present,
}
