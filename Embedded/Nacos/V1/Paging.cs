namespace Embedded.Nacos.V1;

/// <summary>A page of a list, as the original counts pages: from 1, and anything unreadable or below is the first.</summary>
internal readonly record struct Paging(int Number, int Size)
{
    public IEnumerable<T> Of<T>(IEnumerable<T> items) => items.Skip((int)Math.Min(int.MaxValue, (long)(Math.Max(Number, 1) - 1) * Math.Max(Size, 0))).Take(Math.Max(Size, 0));
}
