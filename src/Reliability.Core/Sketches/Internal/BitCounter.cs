namespace Reliability.Sketches.Internal;

/// <summary>Counts bits, so that code that writes can also tell how much it would write.</summary>
internal struct BitCounter : IBitSink
{
    public long Bits { get; private set; }

    public void Put(ulong value, int length) => Bits += length;
}
