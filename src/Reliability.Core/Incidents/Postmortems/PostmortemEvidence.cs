using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Data that supports a postmortem, such as a dashboard, a log or a ticket.</summary>
public sealed record PostmortemEvidence
{
    private const int MaxLength = 2000;

    /// <summary>Gets what it is: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Title { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets the address, or <see langword="null"/> if it has none.</summary>
    /// <exception cref="ArgumentException">
    /// The address is not absolute, is neither http nor https, contains a password, or has more than 2,000 characters.
    /// </exception>
    public Uri? Address { get; init => field = value is null ? null : Require(value); }

    private static Uri Require(Uri value) =>
        value.IsAbsoluteUri && value.Scheme is "http" or "https" && value.UserInfo.Length == 0 && value.AbsoluteUri.Length <= MaxLength
            ? new Uri(value.AbsoluteUri)
            : throw new ArgumentException(
                Check.Text($"'{Names.Shorten(value.OriginalString)}' is no absolute address with http or https, without user name and ")
                    + Check.Text($"password, and with at most {MaxLength} characters."),
                nameof(Address));
}
