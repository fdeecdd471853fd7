export const metadata = { title: "A shop", icons: "data:," };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <head>
        <script src="/probe.js" />
      </head>
      <body>{children}</body>
    </html>
  );
}
