using Reliability.Common.Internal;

namespace Reliability;

/// <summary>Options of a webhook: its address, its secret and the hosts that it may reach.</summary>
public sealed class WebhookOptions
{
    /// <summary>The minimum length of <see cref="Secret"/>: 16 characters.</summary>
    public const int MinSecretLength = 16;

    /// <summary>Gets or sets the address that receives alerts: an absolute address of http or https without user information.</summary>
    /// <value>Required.</value>
    public Uri? Url { get; set; }

    /// <summary>
    /// Gets or sets the secret that signs notifications, so that the receiver can verify the sender. It is never sent, shown or logged.
    /// </summary>
    /// <value>At least <see cref="MinSecretLength"/> characters, or <see langword="null"/>, which sends notifications unsigned. Default:
    /// <see langword="null"/>.</value>
    public string? Secret { get; set; }

    /// <summary>
    /// Gets the hosts that may be called. When the list is not empty, another host is rejected at start, and an address that is private,
    /// loopback or link-local at the moment of connecting is rejected, whatever the name.
    /// </summary>
    /// <value>Names or addresses. Default: empty, which allows every host.</value>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Gets the hosts of <see cref="AllowedHosts"/> whose addresses may be private.</summary>
    /// <value>Names or addresses. Default: empty.</value>
    public IList<string> PrivateHosts { get; } = [];

    /// <summary>Returns the settings that are not valid, each with the rest of a sentence that begins with its name.</summary>
    internal IEnumerable<(string Setting, string Fault)> Faults()
    {
        if (Url is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" })
        {
            yield return (
                nameof(Url),
                "must be an absolute address of http or https without user information, such as https://hooks.example/alerts.");
        }
        else if (AllowedHosts.Count > 0 && !AllowedHosts.Contains(Url.Host, StringComparer.OrdinalIgnoreCase))
        {
            yield return (nameof(Url), $"names the host '{Url.Host}', and AllowedHosts allows {string.Join(", ", AllowedHosts)}.");
        }

        if (Secret is { Length: < MinSecretLength })
        {
            yield return (
                nameof(Secret), Check.Text($"must have {MinSecretLength} characters or more; it has {Secret.Length}."));
        }
    }

    internal void CopyTo(WebhookOptions other)
    {
        other.Url = Url;
        other.Secret = Secret;
        foreach (string host in AllowedHosts)
        {
            other.AllowedHosts.Add(host);
        }

        foreach (string host in PrivateHosts)
        {
            other.PrivateHosts.Add(host);
        }
    }
}
