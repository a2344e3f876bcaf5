using System.Text;

namespace Reliability.TestServers.Internal;

/// <summary>The slot of a key: CRC16 (XMODEM) modulo 16384, of the hash tag alone if the key has one.</summary>
internal static class HashSlot
{
    public const int Count = 16384;

    public static int Of(string key)
    {
        int crc = 0;
        foreach (byte b in Encoding.UTF8.GetBytes(Hashed(key)))
        {
            crc ^= b << 8;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc << 1) ^ ((crc & 0x8000) != 0 ? 0x11021 : 0);
            }
        }

        return crc % Count;
    }

    private static string Hashed(string key)
    {
        int open = key.IndexOf('{', StringComparison.Ordinal);
        int close = open < 0 ? -1 : key.IndexOf('}', open);
        return close > open + 1 ? key[(open + 1)..close] : key;
    }
}
