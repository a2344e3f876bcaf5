namespace Reliability;

/// <summary>Where a webhook sends alerts and what it may reach.</summary>
public sealed class WebhookOptions
{
    /// <summary>The shortest legal <see cref="Secret"/>: 16 characters.</summary>
    public const int MinSecretLength = 16;

    /// <summary>Where to post: an absolute address of http or https without user information.</summary>
    /// <value>Required.</value>
    public Uri? Url { get; set; }

    /// <summary>Signs what is sent, so that the receiver knows who sent it. It is never sent, shown or logged.</summary>
    /// <value><see cref="MinSecretLength"/> characters or more, or <see langword="null"/> (default): nothing is signed.</value>
    public string? Secret { get; set; }

    /// <summary>The hosts that may be called. When there are any, another host is refused at start, and an address that is private, loopback or link-local at the moment of connecting, whatever the name says.</summary>
    /// <value>Names or addresses. Default: none, and no limit.</value>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Hosts among <see cref="AllowedHosts"/> whose addresses may be private.</summary>
    /// <value>Names or addresses. Default: none.</value>
    public IList<string> PrivateHosts { get; } = [];
}
