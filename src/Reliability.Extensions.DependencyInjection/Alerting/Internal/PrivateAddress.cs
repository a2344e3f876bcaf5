using System.Net;
using System.Net.Sockets;

namespace Reliability.Internal;

/// <summary>Distinguishes addresses of private networks from public ones.</summary>
internal static class PrivateAddress
{
    public static bool Includes(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(plain) || plain.IsIPv6LinkLocal || plain.IsIPv6SiteLocal || plain.IsIPv6UniqueLocal
            || plain.IsIPv6Multicast
            || plain.Equals(IPAddress.IPv6Any))
        {
            return true;
        }

        byte[] b = plain.GetAddressBytes();
        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // RFC 6052: the last four bytes are an IPv4 address behind a gateway.
            return b is [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ..] && Includes(new IPAddress(b.AsSpan(12)));
        }

        // RFC 1918, RFC 6598 (shared), RFC 3927 (link-local), this network, multicast and reserved.
        return b[0] is 0 or 10 or 127 or >= 224
            || b is [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..] or [100, >= 64 and <= 127, ..];
    }
}
