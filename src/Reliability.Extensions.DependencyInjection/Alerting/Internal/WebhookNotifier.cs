using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reliability.Alerting;

namespace Reliability.Internal;

/// <summary>Posts alerts as signed JSON. Does not follow redirects: an endpoint that redirects did not accept the alert.</summary>
internal sealed class WebhookNotifier : IAlertNotifier, IDisposable
{
    private readonly Uri _url;
    private readonly byte[]? _secret;
    private readonly string[] _allowed;
    private readonly string[] _private;
    private readonly TimeProvider _timeProvider;
    private readonly HttpClient _client;

    public WebhookNotifier(string name, WebhookOptions options, TimeProvider timeProvider)
    {
        string faults = string.Join(" ", options.Faults().Select(one => $"WebhookOptions.{one.Setting} of '{name}' {one.Fault}"));
        if (faults.Length > 0)
        {
            throw new ArgumentException(faults, nameof(options));
        }

        Name = name;
        _url = options.Url!;
        _secret = options.Secret is { } secret ? Encoding.UTF8.GetBytes(secret) : null;
        _allowed = [.. options.AllowedHosts];
        _private = [.. options.PrivateHosts];
        _timeProvider = timeProvider;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = _allowed.Length == 0,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = ConnectAsync,
        })
        { Timeout = AlertEvaluator.NotifyTimeout, MaxResponseContentBufferSize = 64 * 1024 };
    }

    public string Name { get; }

    public async ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(WebhookMessage.From(notification), WebhookJson.Default.WebhookMessage);
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        if (_secret is not null)
        {
            request.Headers.Add("X-Reliability-Signature", Sign(_secret, _timeProvider.GetUtcNow(), body));
        }

        using HttpResponseMessage response = await _client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"The webhook at '{_url.Host}' returned status {(int)response.StatusCode}, which does not indicate success.");
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>t=seconds,v1=HMAC-SHA256 in hex of "seconds.body".</summary>
    internal static string Sign(byte[] secret, DateTimeOffset at, byte[] body)
    {
        string seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(seconds), (byte)'.', .. body];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, signed))}";
    }

    /// <summary>Checks the address when it connects, because a host name can resolve to another address by then.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(context.DnsEndPoint.Host, out IPAddress? literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        if (_allowed.Length > 0 && !_private.Contains(context.DnsEndPoint.Host, StringComparer.OrdinalIgnoreCase))
        {
            addresses = [.. addresses.Where(address => !PrivateAddress.Includes(address))];
            if (addresses.Length == 0)
            {
                throw new HttpRequestException(
                    $"The webhook's host '{context.DnsEndPoint.Host}' has a private address, which is rejected unless "
                    + "WebhookOptions.PrivateHosts names it.");
            }
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
